import absent as shim,sys,traceback,importlib,json,re,itertools,gzip
import torch, torch.nn as nn
import os
SRC=os.environ["SOURCES"].rstrip("/")+"/"
sys.path.insert(0,SRC+"diffusers/src"); sys.path.insert(0,SRC+"spandrel/libs/spandrel"); sys.path.insert(0,SRC+"spandrel/libs/spandrel_extra_arches")
OUT=[]; FAIL=[]
def add(id,tensors,kind,family,source,**more):
    OUT.append(dict(id=id,kind=kind,family=family,source=source,**more,tensors=tensors))
def cls(path):
    m,c=path.rsplit(".",1); return getattr(importlib.import_module(m),c)
def build(path,kw):
    return shim.shapes(cls(path)(**kw))
D="diffusers.models."
KEEP={}
def dif(id,path,kind,family,kw={},dtype=None,prefix="",keep=False,**more):
    try:
        t=build(D+path,kw)
        t={prefix+k:v for k,v in t.items()}
        KEEP[id]=t
        add(id,t,kind,family,"diffusers "+path.rsplit(".",1)[1],**more)
    except Exception as e: FAIL.append((id,repr(e)[:200])); 
T="transformers."
U="unets."
sd=dict(sample_size=64,cross_attention_dim=768)
xl=dict(cross_attention_dim=2048,down_block_types=("DownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D"),up_block_types=("CrossAttnUpBlock2D","CrossAttnUpBlock2D","UpBlock2D"),block_out_channels=(320,640,1280),transformer_layers_per_block=(1,2,10),use_linear_projection=True,addition_embed_type="text_time",addition_time_embed_dim=256,projection_class_embeddings_input_dim=2816,attention_head_dim=(5,10,20))
ref=dict(xl,cross_attention_dim=1280,block_out_channels=(384,768,1536,1536),down_block_types=("DownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D","DownBlock2D"),up_block_types=("UpBlock2D","CrossAttnUpBlock2D","CrossAttnUpBlock2D","UpBlock2D"),transformer_layers_per_block=4,projection_class_embeddings_input_dim=2560,attention_head_dim=(6,12,24,24))
sd2=dict(cross_attention_dim=1024,use_linear_projection=True,attention_head_dim=(5,10,20,20))
UN="unet_2d_condition.UNet2DConditionModel"
dif("u-sd1",U+UN,"unet","sd1",sd)
dif("u-sd1-inpaint",U+UN,"unet","sd1-inpaint",dict(sd,in_channels=9))
dif("u-sd1-pix2pix",U+UN,"unet","sd1-pix2pix",dict(sd,in_channels=8))
dif("u-sd1-lcm",U+UN,"unet","sd1",dict(sd,time_cond_proj_dim=256),variant="lcm")
dif("u-sd2",U+UN,"unet","sd2",sd2)
dif("u-sd2-inpaint",U+UN,"unet","sd2-inpaint",dict(sd2,in_channels=9))
dif("u-sd2-depth",U+UN,"unet","sd2-depth",dict(sd2,in_channels=5))
dif("u-sd2-unclip",U+UN,"unet","sd2-unclip",dict(sd2,class_embed_type="projection",projection_class_embeddings_input_dim=2048))
dif("u-sdxl",U+UN,"unet","sdxl",xl)
dif("u-sdxl-inpaint",U+UN,"unet","sdxl-inpaint",dict(xl,in_channels=9))
dif("u-sdxl-pix2pix",U+UN,"unet","sdxl-pix2pix",dict(xl,in_channels=8))
dif("u-sdxl-lcm",U+UN,"unet","sdxl",dict(xl,time_cond_proj_dim=256),variant="lcm")
dif("u-refiner",U+UN,"unet","sdxl-refiner",ref)
dif("u-kolors",U+UN,"unet","kolors",dict(xl,projection_class_embeddings_input_dim=5632,encoder_hid_dim=4096,encoder_hid_dim_type="text_proj"))
dif("u-ssd1b",U+UN,"unet","ssd-1b",dict(xl,mid_block_type=None,transformer_layers_per_block=[0,2,4],reverse_transformer_layers_per_block=[[4,4,10],[2,1,1],1]))
dif("u-vega",U+UN,"unet","segmind-vega",dict(xl,mid_block_type=None,transformer_layers_per_block=[0,1,2],reverse_transformer_layers_per_block=[[2,2,2],[1,1,1],1],layers_per_block=2))
dif("u-small",U+UN,"unet","sd1-small",dict(sd,mid_block_type=None,layers_per_block=1))
dif("u-if",U+UN,"unet","deepfloyd-if",dict(cross_attention_dim=2816,block_out_channels=(704,1408,2112,2816),in_channels=3,out_channels=6,encoder_hid_dim=4096,addition_embed_type="text",addition_embed_type_num_heads=64,down_block_types=("ResnetDownsampleBlock2D","SimpleCrossAttnDownBlock2D","SimpleCrossAttnDownBlock2D","SimpleCrossAttnDownBlock2D"),up_block_types=("SimpleCrossAttnUpBlock2D","SimpleCrossAttnUpBlock2D","SimpleCrossAttnUpBlock2D","ResnetUpsampleBlock2D"),mid_block_type="UNetMidBlock2DSimpleCrossAttn",layers_per_block=3,attention_head_dim=64))
dif("u-kandinsky22",U+UN,"unet","kandinsky2",dict(cross_attention_dim=768,block_out_channels=(384,768,1152,1536),encoder_hid_dim=1280,encoder_hid_dim_type="image_proj",addition_embed_type="image",down_block_types=("ResnetDownsampleBlock2D","SimpleCrossAttnDownBlock2D","SimpleCrossAttnDownBlock2D","SimpleCrossAttnDownBlock2D"),up_block_types=("SimpleCrossAttnUpBlock2D","SimpleCrossAttnUpBlock2D","SimpleCrossAttnUpBlock2D","ResnetUpsampleBlock2D"),mid_block_type="UNetMidBlock2DSimpleCrossAttn",out_channels=8,layers_per_block=3,attention_head_dim=64))
dif("u-kandinsky3",U+"unet_kandinsky3.Kandinsky3UNet","unet","kandinsky3")
dif("u-svd",U+"unet_spatio_temporal_condition.UNetSpatioTemporalConditionModel","unet","svd")
dif("u-cascade-c",U+"unet_stable_cascade.StableCascadeUNet","unet","cascade",dict(in_channels=16,out_channels=16,conditioning_dim=2048,block_out_channels=(2048,2048),num_attention_heads=(32,32),down_num_layers_per_block=(8,24),up_num_layers_per_block=(24,8),down_blocks_repeat_mappers=(1,1),up_blocks_repeat_mappers=(1,1),block_types_per_layer=(("SDCascadeResBlock","SDCascadeTimestepBlock","SDCascadeAttnBlock"),)*2,clip_text_in_channels=1280,clip_text_pooled_in_channels=1280,clip_image_in_channels=768,kernel_size=3,dropout=(0.1,0.1),self_attn=True,timestep_conditioning_type=("sca","crp"),switch_level=(False,),patch_size=1))
dif("u-motion",U+"unet_motion_model.MotionAdapter","motionModule","sd1",dict(motion_max_seq_length=24,use_motion_mid_block=False))
dif("u-motion-v2",U+"unet_motion_model.MotionAdapter","motionModule","sd1")
dif("u-motion-xl",U+"unet_motion_model.MotionAdapter","motionModule","sdxl",dict(block_out_channels=(320,640,1280),use_motion_mid_block=False))
dif("t-flux-dev",T+"transformer_flux.FluxTransformer2DModel","unet","flux",dict(guidance_embeds=True),variant="dev")
dif("t-flux-schnell",T+"transformer_flux.FluxTransformer2DModel","unet","flux",{},variant="schnell")
dif("t-flux-fill",T+"transformer_flux.FluxTransformer2DModel","unet","flux",dict(in_channels=384,out_channels=64,guidance_embeds=True),variant="fill")
dif("t-flux-control",T+"transformer_flux.FluxTransformer2DModel","unet","flux",dict(in_channels=128,out_channels=64,guidance_embeds=True),variant="control")
dif("t-flux2-dev",T+"transformer_flux2.Flux2Transformer2DModel","unet","flux2")
dif("t-flux2-klein4",T+"transformer_flux2.Flux2Transformer2DModel","unet","flux2",dict(num_layers=5,num_single_layers=20,num_attention_heads=24,joint_attention_dim=7680,guidance_embeds=False))
dif("t-chroma",T+"transformer_chroma.ChromaTransformer2DModel","unet","chroma")
dif("t-sd3",T+"transformer_sd3.SD3Transformer2DModel","unet","sd3",dict(sample_size=128,num_layers=24,num_attention_heads=24,caption_projection_dim=1536,joint_attention_dim=4096,pos_embed_max_size=192))
dif("t-sd35-large",T+"transformer_sd3.SD3Transformer2DModel","unet","sd3",dict(sample_size=128,num_layers=38,num_attention_heads=38,caption_projection_dim=2432,joint_attention_dim=4096,pos_embed_max_size=192,qk_norm="rms_norm"),variant="3.5-large")
dif("t-sd35-medium",T+"transformer_sd3.SD3Transformer2DModel","unet","sd3",dict(sample_size=128,num_layers=24,num_attention_heads=24,caption_projection_dim=1536,joint_attention_dim=4096,pos_embed_max_size=384,qk_norm="rms_norm",dual_attention_layers=tuple(range(13))),variant="3.5-medium")
for i,p,f,kw in [
 ("qwen","transformer_qwenimage.QwenImageTransformer2DModel","qwen-image",{}),
 ("zimage","transformer_z_image.ZImageTransformer2DModel","z-image",{}),
 ("lumina2","transformer_lumina2.Lumina2Transformer2DModel","lumina2",dict(cap_feat_dim=2304,hidden_size=2304,num_layers=26,num_attention_heads=24,num_kv_heads=8,in_channels=16)),
 ("lumina","lumina_nextdit2d.LuminaNextDiT2DModel","lumina",{}),
 ("hunyuan-dit","hunyuan_transformer_2d.HunyuanDiT2DModel","hunyuan-dit",dict(hidden_size=1408,num_attention_heads=16,attention_head_dim=88,num_layers=40,in_channels=4,patch_size=2,mlp_ratio=4.3637,cross_attention_dim=1024,cross_attention_dim_t5=2048,sample_size=128)),
 ("hunyuan-video","transformer_hunyuan_video.HunyuanVideoTransformer3DModel","hunyuan-video",{}),
 ("hunyuan-framepack","transformer_hunyuan_video_framepack.HunyuanVideoFramepackTransformer3DModel","hunyuan-video",{}),
 ("hunyuan-video15","transformer_hunyuan_video15.HunyuanVideo15Transformer3DModel","hunyuan-video",{}),
 ("hunyuan-image","transformer_hunyuanimage.HunyuanImageTransformer2DModel","hunyuan-image",{}),
 ("wan14","transformer_wan.WanTransformer3DModel","wan",{}),
 ("wan13","transformer_wan.WanTransformer3DModel","wan",dict(num_attention_heads=12,ffn_dim=8960,num_layers=30)),
 ("wan-i2v","transformer_wan.WanTransformer3DModel","wan",dict(in_channels=36,image_dim=1280,added_kv_proj_dim=5120)),
 ("wan22-5b","transformer_wan.WanTransformer3DModel","wan",dict(num_attention_heads=24,ffn_dim=14336,num_layers=30,in_channels=48,out_channels=48)),
 ("wan-vace","transformer_wan_vace.WanVACETransformer3DModel","wan",{}),
 ("skyreels","transformer_skyreels_v2.SkyReelsV2Transformer3DModel","wan",dict(num_attention_heads=40,ffn_dim=13824,num_layers=40)),
 ("auraflow","auraflow_transformer_2d.AuraFlowTransformer2DModel","auraflow",dict(num_mmdit_layers=4,num_single_dit_layers=32,joint_attention_dim=2048,caption_projection_dim=3072,num_attention_heads=12,attention_head_dim=256)),
 ("hidream","transformer_hidream_image.HiDreamImageTransformer2DModel","hidream",dict(patch_size=2,in_channels=16,out_channels=16,num_layers=16,num_single_layers=32,attention_head_dim=128,num_attention_heads=20,caption_channels=[4096,4096],text_emb_dim=2048,num_routed_experts=4,num_activated_experts=2,axes_dims_rope=(64,32,32),max_resolution=(128,128),llama_layers=list(range(48)))),
 ("omnigen","transformer_omnigen.OmniGenTransformer2DModel","omnigen",{}),
 ("sana","sana_transformer.SanaTransformer2DModel","sana",{}),
 ("pixart-alpha","pixart_transformer_2d.PixArtTransformer2DModel","pixart",dict(sample_size=128,caption_channels=4096,cross_attention_dim=1152)),
 ("pixart-sigma","pixart_transformer_2d.PixArtTransformer2DModel","pixart",dict(sample_size=128,caption_channels=4096,cross_attention_dim=1152,use_additional_conditions=False)),
 ("ltx","transformer_ltx.LTXVideoTransformer3DModel","ltx",{}),
 ("ltx2","transformer_ltx2.LTX2VideoTransformer3DModel","ltx",{}),
 ("mochi","transformer_mochi.MochiTransformer3DModel","mochi",{}),
 ("cogvideo2b","cogvideox_transformer_3d.CogVideoXTransformer3DModel","cogvideo",{}),
 ("cogvideo5b","cogvideox_transformer_3d.CogVideoXTransformer3DModel","cogvideo",dict(num_attention_heads=48,num_layers=42,use_rotary_positional_embeddings=True)),
 ("cogview3","transformer_cogview3plus.CogView3PlusTransformer2DModel","cogview",{}),
 ("cogview4","transformer_cogview4.CogView4Transformer2DModel","cogview",{}),
 ("cosmos","transformer_cosmos.CosmosTransformer3DModel","cosmos",{}),
 ("allegro","transformer_allegro.AllegroTransformer3DModel","allegro",{}),
 ("latte","latte_transformer_3d.LatteTransformer3DModel","latte",dict(num_attention_heads=16,attention_head_dim=72,in_channels=4,out_channels=8,num_layers=28,cross_attention_dim=1152,attention_bias=True,sample_size=64,patch_size=2,activation_fn="gelu-approximate",num_embeds_ada_norm=1000,norm_type="ada_norm_single",caption_channels=4096,video_length=16)),
 ("easyanimate","transformer_easyanimate.EasyAnimateTransformer3DModel","easyanimate",{}),
 ("bria","transformer_bria.BriaTransformer2DModel","bria",{}),
 ("longcat","transformer_longcat_image.LongCatImageTransformer2DModel","longcat",{}),
 ("ovis","transformer_ovis_image.OvisImageTransformer2DModel","ovis",{}),
 ("krea2","transformer_krea2.Krea2Transformer2DModel","krea2",{}),
 ("ernie","transformer_ernie_image.ErnieImageTransformer2DModel","ernie-image",{}),
 ("ideogram4","transformer_ideogram4.Ideogram4Transformer2DModel","ideogram-4",{}),
 ("glm","transformer_glm_image.GlmImageTransformer2DModel","glm-image",{}),
 ("kandinsky5","transformer_kandinsky.Kandinsky5Transformer3DModel","kandinsky5",{}),
 ("prx","transformer_prx.PRXTransformer2DModel","prx",{}),
 ("dit","dit_transformer_2d.DiTTransformer2DModel","dit",{}),
 ("prior","prior_transformer.PriorTransformer","kandinsky2",{}),
 ("stable-audio","stable_audio_transformer.StableAudioDiTModel","stable-audio",{}),
]: dif("t-"+i,T+p,"unet",f,kw)
A="autoencoders."
kl=dict(down_block_types=("DownEncoderBlock2D",)*4,up_block_types=("UpDecoderBlock2D",)*4,block_out_channels=(128,256,512,512),layers_per_block=2)
dif("v-sd",A+"autoencoder_kl.AutoencoderKL","vae","sd1",dict(kl,latent_channels=4),ors=["sdxl"])
dif("v-sd3",A+"autoencoder_kl.AutoencoderKL","vae","sd3",dict(kl,latent_channels=16,use_quant_conv=True,use_post_quant_conv=True))
dif("v-flux",A+"autoencoder_kl.AutoencoderKL","vae","flux",dict(kl,latent_channels=16,use_quant_conv=False,use_post_quant_conv=False),ors=["sd3"])
dif("v-flux2",A+"autoencoder_kl_flux2.AutoencoderKLFlux2","vae","flux2")
dif("v-asym",A+"autoencoder_asym_kl.AsymmetricAutoencoderKL","vae","sd1",dict(down_block_types=("DownEncoderBlock2D",)*4,down_block_out_channels=(128,256,512,512),up_block_types=("UpDecoderBlock2D",)*4,up_block_out_channels=(192,384,768,768),layers_per_up_block=3,layers_per_down_block=2))
dif("v-svd",A+"autoencoder_kl_temporal_decoder.AutoencoderKLTemporalDecoder","vae","svd",dict(down_block_types=("DownEncoderBlock2D",)*4,block_out_channels=(128,256,512,512),layers_per_block=2))
dif("v-consistency",A+"consistency_decoder_vae.ConsistencyDecoderVAE","vae","sd1",{})
for i,p,f,kw in [("wan","autoencoder_kl_wan.AutoencoderKLWan","wan",{}),("wan22","autoencoder_kl_wan.AutoencoderKLWan","wan",dict(base_dim=160,decoder_base_dim=256,z_dim=48,is_residual=True,in_channels=12,out_channels=12,patch_size=2)),
 ("qwen","autoencoder_kl_qwenimage.AutoencoderKLQwenImage","qwen-image",{}),("ltx","autoencoder_kl_ltx.AutoencoderKLLTXVideo","ltx",{}),("hyv","autoencoder_kl_hunyuan_video.AutoencoderKLHunyuanVideo","hunyuan-video",{}),
 ("hyi","autoencoder_kl_hunyuanimage.AutoencoderKLHunyuanImage","hunyuan-image",dict(in_channels=3,out_channels=3,latent_channels=64,block_out_channels=(128,256,512,512,1024,1024),layers_per_block=2,spatial_compression_ratio=32,sample_size=384)),
 ("cogvideo","autoencoder_kl_cogvideox.AutoencoderKLCogVideoX","cogvideo",{}),("mochi","autoencoder_kl_mochi.AutoencoderKLMochi","mochi",{}),("cosmos","autoencoder_kl_cosmos.AutoencoderKLCosmos","cosmos",{}),
 ("allegro","autoencoder_kl_allegro.AutoencoderKLAllegro","allegro",{}),("dc","autoencoder_dc.AutoencoderDC","sana",{}),("oobleck","autoencoder_oobleck.AutoencoderOobleck","stable-audio",{}),
 ("vq","vq_model.VQModel","sd1",dict(kl,latent_channels=3,num_vq_embeddings=8192))]:
    ors={"wan":["qwen-image"],"qwen":["wan"]}.get(i)
    dif("v-"+i,A+p,"vae",f,kw,**({"ors":ors} if ors else {}))
tiny=A+"autoencoder_tiny.AutoencoderTiny"
dif("p-taesd",tiny,"previewVae","sd1",{},ors=["sdxl"])
dif("p-taef1",tiny,"previewVae","flux",dict(latent_channels=16),ors=["sd3"])
C="controlnets."
CN=C+"controlnet.ControlNetModel"
nk=lambda d:{k:v for k,v in d.items() if k not in("up_block_types","sample_size","out_channels")}
dif("c-sd1",CN,"controlNet","sd1",dict(cross_attention_dim=768)); dif("c-sd2",CN,"controlNet","sd2",nk(sd2)); dif("c-sdxl",CN,"controlNet","sdxl",nk(xl))
dif("c-sdxl-small",CN,"controlNet","sdxl",dict(nk(xl),transformer_layers_per_block=[0,0,1],down_block_types=("DownBlock2D","DownBlock2D","DownBlock2D")))
dif("c-kolors",CN,"controlNet","kolors",dict(nk(xl),projection_class_embeddings_input_dim=5632,encoder_hid_dim=4096,encoder_hid_dim_type="text_proj"))
dif("c-union",C+"controlnet_union.ControlNetUnionModel","controlNet","sdxl",nk(xl)); dif("c-promax",C+"controlnet_union.ControlNetUnionModel","controlNet","sdxl",dict(nk(xl),num_control_type=8))
dif("c-flux",C+"controlnet_flux.FluxControlNetModel","controlNet","flux",dict(num_layers=5,num_single_layers=10,guidance_embeds=True))
dif("c-flux-union",C+"controlnet_flux.FluxControlNetModel","controlNet","flux",dict(num_layers=5,num_single_layers=10,guidance_embeds=True,num_mode=10))
dif("c-sd3",C+"controlnet_sd3.SD3ControlNetModel","controlNet","sd3",dict(sample_size=128,num_layers=12,num_attention_heads=24,caption_projection_dim=1536,joint_attention_dim=4096,pos_embed_max_size=192))
dif("c-qwen",C+"controlnet_qwenimage.QwenImageControlNetModel","controlNet","qwen-image",dict(num_layers=5))
dif("c-zimage",C+"controlnet_z_image.ZImageControlNetModel","controlNet","z-image",{})
dif("c-hunyuan",C+"controlnet_hunyuan.HunyuanDiT2DControlNetModel","controlNet","hunyuan-dit",dict(hidden_size=1408,num_attention_heads=16,attention_head_dim=88,num_layers=40,transformer_num_layers=40))
dif("c-sana",C+"controlnet_sana.SanaControlNetModel","controlNet","sana",{})
dif("c-xs",C+"controlnet_xs.ControlNetXSAdapter","controlNet","sd1",dict(base_block_out_channels=(320,640,1280,1280),block_out_channels=(4,8,16,16),cross_attention_dim=768,num_attention_heads=1))
dif("c-sparse",C+"controlnet_sparsectrl.SparseControlNetModel","controlNet","sd1",dict(cross_attention_dim=768,conditioning_channels=4,attention_head_dim=8))
AD="adapter.T2IAdapter"
dif("a-full",AD,"t2iAdapter","sd1",dict(in_channels=3,channels=[320,640,1280,1280],num_res_blocks=2,downscale_factor=8,adapter_type="full_adapter"))
dif("a-full1",AD,"t2iAdapter","sd1",dict(in_channels=1,channels=[320,640,1280,1280],num_res_blocks=2,downscale_factor=8,adapter_type="full_adapter"))
dif("a-xl",AD,"t2iAdapter","sdxl",dict(in_channels=3,channels=[320,640,1280,1280],num_res_blocks=2,downscale_factor=16,adapter_type="full_adapter_xl"))
dif("a-light",AD,"t2iAdapter","sd1",dict(in_channels=3,channels=[320,640,1280],num_res_blocks=4,downscale_factor=8,adapter_type="light_adapter"))
exec(open("restorers.py").read())
